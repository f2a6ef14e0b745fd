package io.github.camelherobase.quota;

/**
 * Where a window stood when a permit was granted.
 *
 * @param generation which of the windows in a row; an answer anchors only the one its request was granted in
 * @param answered requests of ours that had been answered in it
 * @param told those of them whose answer spoke of the quota; the server must have counted them before this one
 */
record WindowMark(long generation, long answered, long told) {

    /** Whether all that was answered at the other was answered at this one; clocks may be too coarse to tell. */
    boolean isNotBefore(WindowMark other) {
        return generation > other.generation || generation == other.generation && answered >= other.answered;
    }
}
