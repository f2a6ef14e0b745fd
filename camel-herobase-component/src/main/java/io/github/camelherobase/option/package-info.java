/** How an option, its header and its text become a value, once. Internal. */
package io.github.camelherobase.option;
