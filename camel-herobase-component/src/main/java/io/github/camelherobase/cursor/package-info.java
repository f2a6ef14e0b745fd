/** Where a consumer is: time windows, the position and its stores, and what was handed over before. Knows no HTTP. */
package io.github.camelherobase.cursor;
