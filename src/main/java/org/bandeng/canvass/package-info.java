/** 问卷: one question for every home of a place, counted by building, or for a few residents chosen at random. */
@ApplicationModule(allowedDependencies = {"community", "deliberation", "text"})
@NullMarked
package org.bandeng.canvass;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
