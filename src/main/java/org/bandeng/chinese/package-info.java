/** The Chinese language as residents write and speak it; knows nothing of communities, dialogs or tickets. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.bandeng.chinese;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
