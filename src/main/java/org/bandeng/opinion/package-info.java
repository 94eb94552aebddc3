/** A language model elsewhere that is asked when the program is not sure what a resident means. Off unless it is configured. */
@ApplicationModule(allowedDependencies = "conversation")
@NullMarked
package org.bandeng.opinion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
