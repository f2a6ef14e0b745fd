/** The requests of exports and small services, with their filters and times, and the checks of what comes back. Internal. */
package io.github.camelherobase.request;
