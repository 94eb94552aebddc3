/** Many reports, one problem: neighbours' tickets to join, and the hot issues that staff see. */
@ApplicationModule(allowedDependencies = {"community", "ticket", "understanding"})
@NullMarked
package org.bandeng.issue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
