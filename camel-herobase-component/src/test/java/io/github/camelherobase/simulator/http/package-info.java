/** A small HTTP/1.1 server over sockets. Knows nothing of HeroBase. */
package io.github.camelherobase.simulator.http;
