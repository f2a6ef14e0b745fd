/** The work of a consumer: which window is read next, what is handed to the route, when the position moves. Internal. */
package io.github.camelherobase.poll;
