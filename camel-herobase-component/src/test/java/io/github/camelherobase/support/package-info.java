/** Servers, clocks and stores of tests; they know the component's public contract only. */
package io.github.camelherobase.support;
