/** What exports of calls need beside: organizational units, slices of a period, each call once. Internal. */
package io.github.camelherobase.calls;
