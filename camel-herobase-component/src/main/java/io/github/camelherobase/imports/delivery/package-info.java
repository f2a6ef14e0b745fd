/**
 * Internal: what one delivery remembers of its leads, and how the exchanges of a delivery share that. A delivery is
 * everything that comes of one exchange that no other exchange made.
 */
package io.github.camelherobase.imports.delivery;
