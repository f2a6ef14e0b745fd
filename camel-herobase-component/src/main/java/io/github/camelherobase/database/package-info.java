/** What the stores in a database share: bounded calls, tables, and what databases differ in. Internal. */
package io.github.camelherobase.database;
