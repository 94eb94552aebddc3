/** 能人库: what residents can do for their neighbours, what they are asked to do, and the hours and thanks that it brought them. */
@ApplicationModule(allowedDependencies = {"community", "text", "ticket"})
@NullMarked
package org.bandeng.talent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
