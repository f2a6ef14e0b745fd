/** Organisation, projects, campaigns, pools, leads, calls and agents. Knows nothing of HTTP. */
package io.github.camelherobase.simulator.world;
