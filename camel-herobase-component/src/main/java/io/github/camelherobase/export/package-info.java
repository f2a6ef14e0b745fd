/** Exports: one class for each kind, the bodies and columns that are made of records, and how a record stream lives with its exchange. Internal. */
package io.github.camelherobase.export;
