package io.github.camelherobase.check;

/**
 * What is known now of an open point.
 *
 * @param value the simulator's switch that behaves so; null when there is none or it is unknown
 * @param seen in plain words, without any value of a lead and any name of a person, project or search
 */
record Finding(OpenPoint point, Verdict verdict, String value, String seen) {}
