/**
 * Dialog scripts and the engine that runs them: a pure function from script, state and input to replies and effects.
 * No clock, no chance, no I/O; knows nothing of WeChat, storage or Spring.
 */
@ApplicationModule(allowedDependencies = {"chinese", "yaml"})
@NullMarked
package org.bandeng.dialog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
