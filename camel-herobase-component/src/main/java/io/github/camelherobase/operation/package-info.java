/** One class per family of operations; what the producer and the consumer both call. */
package io.github.camelherobase.operation;
