/** Internal: what a message's body holds, whatever carries it: one lead or many, element by element, as text. */
package io.github.camelherobase.imports.body;
