/** Projects, campaigns, pools, leads and agents. Knows nothing of HTTP. */
package io.github.camelherobase.simulator.world;
