/** A small JSON reader and writer, as the JDK has none. */
package io.github.camelherobase.simulator.json;
