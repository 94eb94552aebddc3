// Keeps a page up to date: <body data-live="URL"> names a stream of events; on each, every element with
// hx-trigger="changed from:body" loads itself again.
(function () {
  'use strict';

  const drafts = new Map();
  let link = null;

  function toBottom() {
    document.querySelectorAll('[data-bottom]').forEach(function (element) {
      element.scrollTop = element.scrollHeight;
    });
  }

  function connect(url) {
    const lost = document.getElementById('lost');
    const source = new EventSource(url);
    source.addEventListener('changed', function () { htmx.trigger(document.body, 'changed'); });
    source.addEventListener('open', function () {
      if (lost) { lost.hidden = true; }
      // Whatever happened while nobody listened.
      htmx.trigger(document.body, 'changed');
    });
    source.addEventListener('error', function () {
      if (lost) { lost.hidden = false; }
      if (source.readyState === EventSource.CLOSED) {
        hasEnded();
        setTimeout(function () { connect(url); }, 5000);
      }
    });
    window.addEventListener('pagehide', function () { source.close(); });
  }

  // While nobody answers, a form stays as it is: sent now it would be lost with its page. Whether somebody does is tried first:
  // not every network lets the stream of changes through.
  let sure = null;
  document.addEventListener('submit', function (event) {
    const lost = document.getElementById('lost');
    const form = event.target;
    if (!lost || lost.hidden || form.method === 'dialog' || form === sure) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    fetch('/assets/bench.svg', { method: 'HEAD', cache: 'no-store' }).then(function () {
      sure = form;
      form.requestSubmit(event.submitter);
      sure = null;
    }, function () {
      lost.scrollIntoView({ block: 'center' });
      lost.focus();
    });
  }, true);

  // A stream that was turned away: whoever was logged in is no more.
  function hasEnded() {
    fetch(location.href, { redirect: 'manual' }).then(function (answer) {
      const ended = document.getElementById('ended');
      if (answer.type === 'opaqueredirect' && ended) {
        ended.hidden = false;
        document.getElementById('lost').hidden = true;
      }
    }, function () { /* The network is away, too: it is tried again. */ });
  }

  // What somebody is typing survives when the part of the page around it is replaced.
  document.addEventListener('htmx:beforeSwap', function (event) {
    event.detail.target.querySelectorAll('textarea[id], select[id], #panel input[id]:not([type=hidden]):not([type=file]):not([type=checkbox]):not([type=radio])').forEach(function (field) {
      drafts.set(field.id, { value: field.value, focused: field === document.activeElement });
    });
    const active = document.activeElement;
    link = active && active.matches('a[href]') && event.detail.target.contains(active) ? active.getAttribute('href') : null;
    event.detail.target.querySelectorAll('details[id]').forEach(function (part) {
      drafts.set(part.id, { open: part.open });
    });
  });
  document.addEventListener('htmx:afterSwap', function () {
    drafts.forEach(function (draft, id) {
      const element = document.getElementById(id);
      if (!element) { return; }
      if ('open' in draft) { element.open = draft.open; return; }
      if (draft.value) { element.value = draft.value; }
      if (draft.focused) { element.focus(); }
    });
    drafts.clear();
    // Whoever goes through a list by keys goes on where they were when it loads itself again.
    const same = link && document.querySelector('a[href="' + CSS.escape(link) + '"]');
    if (same && document.activeElement === document.body) { same.focus({ preventScroll: true }); }
    link = null;
    toBottom();
  });
  document.addEventListener('htmx:afterRequest', function (event) {
    if (event.detail.successful && event.target.matches && event.target.matches('form[data-clear]')) {
      event.target.reset();
    }
  });
  // WeChat's voices are AMR, which browsers cannot play: they are turned into WAV here.
  let decoder = null;
  function amr() {
    decoder = decoder || new Promise(function (resolve, reject) {
      const script = document.createElement('script');
      script.src = '/assets/vendor/amrnb.js';
      script.onload = function () { resolve(window.AMR); };
      script.onerror = reject;
      document.head.append(script);
    });
    return decoder;
  }
  async function sound(address) {
    const response = await fetch(address);
    const type = response.headers.get('Content-Type') || '';
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!type.startsWith('audio/amr')) { return new Blob([bytes], { type: type }); }
    return new Blob([(await amr()).toWAV(bytes)], { type: 'audio/wav' });
  }
  document.addEventListener('click', async function (event) {
    const button = event.target.closest('[data-voice]');
    if (!button) { return; }
    button.disabled = true;
    const audio = document.createElement('audio');
    audio.controls = true;
    try {
      audio.src = URL.createObjectURL(await sound(button.dataset.voice));
      button.replaceWith(audio);
      await audio.play();
    } catch (problem) {
      // Not decodable, or the browser wants another click: the voice can still be saved or started by hand.
      if (!audio.isConnected) { window.open(button.dataset.voice); button.disabled = false; }
    }
  });
  // An entry of the phone's menu was tapped: the menu closes, as on phones.
  document.addEventListener('submit', function (event) {
    const menu = event.target.closest('details[name=submenu]');
    if (menu) { menu.open = false; }
  });
  // Ctrl+Enter sends, as in other inboxes.
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.form
        && event.target.matches('textarea')) {
      event.target.form.requestSubmit();
    }
  });
  document.addEventListener('change', function (event) {
    if (event.target.matches('[data-submit]')) { event.target.form.requestSubmit(); }
  });

  const url = document.body.dataset.live;
  if (url) { connect(url); }
  toBottom();
})();
