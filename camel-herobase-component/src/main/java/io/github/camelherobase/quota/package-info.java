/**
 * The account's request quota: windows, costs, permits. Knows nothing of routes or of HTTP.
 *
 * <p>The rules are the vendor's page's, section "Rate limiting".
 */
package io.github.camelherobase.quota;
