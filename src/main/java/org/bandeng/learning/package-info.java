/** What staff put right, as lessons for those who come after: kept with who and when, and withdrawn again. */
@ApplicationModule(allowedDependencies = {"community", "ticket", "understanding"})
@NullMarked
package org.bandeng.learning;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
