/** 看望: people who live alone and agreed to a visit every week; what follows when nobody answers is not left to chance. */
@ApplicationModule(allowedDependencies = {"community", "text"})
@NullMarked
package org.bandeng.care;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
