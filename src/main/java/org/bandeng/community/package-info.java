/** Places, residents and staff: who lives, works and answers where. */
@ApplicationModule(allowedDependencies = "yaml")
@NullMarked
package org.bandeng.community;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
