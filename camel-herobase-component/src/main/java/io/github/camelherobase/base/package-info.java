/** What several rooms need and the JDK lacks: files of our own, failures of asynchronous work, hashes. Internal. */
package io.github.camelherobase.base;
