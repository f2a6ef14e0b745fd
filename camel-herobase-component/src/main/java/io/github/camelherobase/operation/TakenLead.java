package io.github.camelherobase.operation;

/**
 * An element of an import's source.
 *
 * @param position in the source, from 0
 */
record TakenLead(long position, Object element) {}
