/** The page at {@code /}: what the simulator sees, and buttons to steer it. For people; nothing else needs it. */
package io.github.camelherobase.simulator.page;
