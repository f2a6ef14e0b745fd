/** Web-service accounts and their rights. */
package io.github.camelherobase.simulator.account;
