/** The HTTP services and the way of a request to them. */
package io.github.camelherobase.simulator.service;
