/** All that a route author imports: records, enums, results, exceptions. No type of a JSON library is in a signature. */
package io.github.camelherobase.api;
