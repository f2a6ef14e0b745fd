package io.github.camelherobase.imports.body;

/** Elements that stand on lines of a text, which a person looks up there. */
public interface TextLines {

    /** The line, from 1, on which the last element begins; 0 when nobody knows. */
    long line();
}
