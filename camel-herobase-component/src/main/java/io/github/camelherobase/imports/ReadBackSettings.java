package io.github.camelherobase.imports;

import java.time.Duration;
import java.util.List;

/**
 * How leads in doubt are looked up.
 *
 * @param fields whose values name a lead
 * @param delay how old a doubt must be, as the server may still be working on its request
 */
public record ReadBackSettings(List<String> fields, Duration delay) {}
