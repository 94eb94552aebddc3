/** What is held about somebody ends when they leave. */
@ApplicationModule(allowedDependencies = {"community", "media"})
@NullMarked
package org.bandeng.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
