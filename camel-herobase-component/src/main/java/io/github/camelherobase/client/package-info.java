/** One account over HTTP: requests, answers, errors. The only package that knows the HTTP client. */
package io.github.camelherobase.client;
