/** Import journals ready to use: a file, or a table. They know nothing of Camel and of HTTP. */
package io.github.camelherobase.journal;
