/** The import of leads: from a body to single requests, their outcomes, the journal, the look-up of leads in doubt, the report. Internal. */
package io.github.camelherobase.imports;
