/** Words that somebody typed, whoever it was: nothing in them may act. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.bandeng.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
