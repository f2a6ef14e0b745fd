/** Record streams: slicing an answer's bytes into records. Knows nothing of HTTP. */
package io.github.camelherobase.stream;
