/**
 * The quick start. {@code Quickstart} plays two acts against a HeroBase on this machine, each with a worker process of
 * its own: the route a Camel user would write by hand, and the same with {@code herobase:}. The routes are in
 * {@code ByHandRoutes} and {@code HerobaseRoutes}; the rest is stage, count and audit.
 */
package io.github.camelherobase.quickstart;
