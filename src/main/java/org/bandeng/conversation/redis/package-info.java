/** Turns and conversation state in Redis: two scripted round trips a turn. */
@NullMarked
package org.bandeng.conversation.redis;

import org.jspecify.annotations.NullMarked;
