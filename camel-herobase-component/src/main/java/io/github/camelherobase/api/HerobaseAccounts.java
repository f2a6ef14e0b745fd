package io.github.camelherobase.api;

import java.util.LinkedHashMap;

/** Accounts by the name that {@code account=#name} has. */
public class HerobaseAccounts extends LinkedHashMap<String, HerobaseAccount> {}
