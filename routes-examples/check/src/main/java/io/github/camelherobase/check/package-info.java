/** Asks a HeroBase account, with ten requests that only read, how it behaves where nothing is documented. */
package io.github.camelherobase.check;
