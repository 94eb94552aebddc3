package org.bandeng.deliberation;

/** The forums that there are now; whoever keeps the files implements it. */
public interface ForumRules {

    Forums forums();
}
