/** The account of an endpoint: its client, its quota, its journal and the clock. Internal. */
package io.github.camelherobase.account;
