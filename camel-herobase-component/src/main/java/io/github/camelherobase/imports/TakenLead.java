package io.github.camelherobase.imports;

/**
 * An element of an import's source.
 *
 * @param position in the source, from 0
 */
record TakenLead(long position, Object element) {}
