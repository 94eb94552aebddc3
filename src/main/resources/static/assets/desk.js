// What the staff's pages do by themselves: canned answers, the time that is left, who is typing, keys.
(function () {
  'use strict';

  // A canned answer is put where somebody is writing; which one it was goes with the form, so that its use is counted.
  document.addEventListener('change', function (event) {
    if (!event.target.matches('[data-canned]')) { return; }
    const reply = document.getElementById('reply');
    const chosen = event.target.selectedOptions[0];
    if (reply && chosen && chosen.value) {
      const together = reply.value ? reply.value + '\n' + chosen.dataset.text : chosen.dataset.text;
      if (reply.maxLength > 0 && together.length > reply.maxLength) {
        event.target.value = '';
        event.target.setCustomValidity(event.target.dataset.canned);
        event.target.reportValidity();
        return;
      }
      event.target.setCustomValidity('');
      reply.value = together;
      document.getElementById('answer').value = chosen.value;
      reply.dispatchEvent(new Event('input', { bubbles: true }));
      reply.focus();
    }
    event.target.value = '';
  });

  // Where one is, in the menu.
  document.querySelectorAll('.top-nav a').forEach(function (link) {
    const path = link.getAttribute('href');
    const here = location.pathname === path
      || path === '/inbox' && /^\/inbox\/(tickets|residents)\//.test(location.pathname)
      || path !== '/inbox' && location.pathname.startsWith(path + '/');
    if (here) { link.setAttribute('aria-current', 'page'); link.scrollIntoView({ block: 'nearest', inline: 'center' }); }
  });

  // A colleague is called to the ticket by name: in a note that is for colleagues alone.
  document.addEventListener('change', function (event) {
    if (!event.target.matches('[data-mention]') || !event.target.value) { return; }
    const form = event.target.form;
    const note = form.elements.note;
    const at = note.selectionEnd;
    note.setRangeText('@' + event.target.value + ' ', at, at, 'end');
    form.elements.confidential.checked = true;
    event.target.value = '';
    note.focus();
  });

  // Pictures open on the page, with those beside them.
  const photo = { at: 0, turned: 0 };
  function photos() {
    const seen = new Set();
    return Array.from(document.querySelectorAll('a[data-photo]')).filter(function (link) {
      const first = !seen.has(link.href);
      seen.add(link.href);
      return first;
    });
  }
  function showPhoto(index) {
    const all = photos();
    if (!all.length) { return; }
    photo.at = (index + all.length) % all.length;
    photo.turned = 0;
    const image = document.getElementById('photo-image');
    image.className = '';
    image.src = all[photo.at].href;
    image.alt = all[photo.at].querySelector('img').alt;
    document.getElementById('photo-file').href = all[photo.at].href;
    document.querySelector('[data-photo-count]').textContent = (photo.at + 1) + ' / ' + all.length;
  }
  document.addEventListener('click', function (event) {
    const link = event.target.closest('a[data-photo]');
    const viewer = document.getElementById('photo');
    if (link && viewer && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      showPhoto(photos().findIndex(function (each) { return each.href === link.href; }));
      viewer.showModal();
    }
    const step = event.target.closest('[data-photo-step]');
    if (step) { showPhoto(photo.at + Number(step.dataset.photoStep)); }
    if (event.target.closest('[data-photo-turn]')) {
      photo.turned = (photo.turned + 1) % 4;
      document.getElementById('photo-image').className = 'turned-' + photo.turned;
    }
    if (event.target.closest('[data-photo-close]')) { viewer.close(); }
  });
  document.addEventListener('keydown', function (event) {
    const viewer = document.getElementById('photo');
    if (viewer && viewer.open && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      showPhoto(photo.at + (event.key === 'ArrowLeft' ? -1 : 1));
    }
  });

  // How long a resident can still be written to.
  function countDown() {
    document.querySelectorAll('[data-until]').forEach(function (element) {
      const minutes = Math.floor((new Date(element.dataset.until) - Date.now()) / 60000);
      element.textContent = minutes > 0
        ? element.dataset.words.replace('{h}', Math.floor(minutes / 60)).replace('{m}', minutes % 60) : '';
    });
  }
  countDown();
  setInterval(countDown, 20000);
  document.addEventListener('htmx:afterSwap', countDown);

  // Colleagues at the same ticket see that somebody is typing.
  let silence = null;
  document.addEventListener('input', function (event) {
    const typing = document.getElementById('typing');
    if (event.target.id !== 'reply' || !typing) { return; }
    const began = typing.value === 'false';
    typing.value = 'true';
    if (began) { htmx.trigger(document.body, 'typing'); }
    clearTimeout(silence);
    silence = setTimeout(function () {
      typing.value = 'false';
      htmx.trigger(document.body, 'typing');
    }, 6000);
  });

  // The list that a ticket was opened from, to go on to the next one.
  function links() {
    return Array.from(document.querySelectorAll('.tickets-number a'));
  }
  document.addEventListener('click', function (event) {
    if (event.target.closest('.tickets-number a')) { remember(); }
  });
  function remember() {
    sessionStorage.setItem('list', JSON.stringify({
      back: location.pathname + location.search,
      tickets: links().map(function (link) { return link.getAttribute('href'); })
    }));
  }
  function beside(step) {
    const list = JSON.parse(sessionStorage.getItem('list') || '{"tickets":[]}');
    const next = list.tickets.indexOf(location.pathname) + step;
    if (list.tickets.indexOf(location.pathname) >= 0 && list.tickets[next]) { location.href = list.tickets[next]; }
  }

  function move(step) {
    const all = links();
    if (!all.length) { beside(step); return; }
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
    next.focus();
    next.closest('tr').scrollIntoView({ block: 'nearest' });
  }

  function open(id, field) {
    const part = document.getElementById(id);
    if (!part) { return; }
    part.open = true;
    const focused = part.querySelector(field);
    if (focused) { focused.focus(); }
  }

  function focus(id) {
    const element = document.getElementById(id);
    if (element) { element.focus(); }
  }

  // A list that loads itself again is as long as it was scrolled to.
  document.addEventListener('htmx:configRequest', function (event) {
    if (event.target.matches && event.target.matches('[data-shown]')) {
      event.detail.parameters.shown = event.target.querySelectorAll('tr[data-ticket]').length;
    }
  });

  // Several tickets at once: what is to be done appears when one is ticked; ticks survive when the list loads itself again.
  const picked = new Set();
  function showPicked() {
    const bulk = document.getElementById('bulk');
    if (!bulk) { return; }
    document.querySelectorAll('input[name=number][form=bulk]').forEach(function (box) { box.checked = picked.has(box.value); });
    bulk.hidden = picked.size === 0;
    bulk.querySelector('[data-picked]').textContent = picked.size;
    const deed = document.getElementById('bulk-deed').value;
    bulk.querySelector('.bulk-dispatch').hidden = deed !== 'dispatch';
    bulk.querySelector('.bulk-prioritize').hidden = deed !== 'prioritize';
    bulk.querySelector('.bulk-words').hidden = deed === 'prioritize';
    bulk.querySelector('.bulk-words').required = deed !== 'prioritize';
    bulk.querySelector('.bulk-dispatch').required = deed === 'dispatch';
  }
  document.addEventListener('change', function (event) {
    if (event.target.matches('input[name=number][form=bulk]')) {
      if (event.target.checked) { picked.add(event.target.value); } else { picked.delete(event.target.value); }
      showPicked();
    }
    if (event.target.id === 'bulk-deed') { showPicked(); }
  });
  document.addEventListener('htmx:afterSwap', showPicked);
  showPicked();

  const KEYS = {
    j: function () { move(1); },
    k: function () { move(-1); },
    '/': function () { focus('search'); },
    r: function () { focus('reply'); },
    a: function () {
      const button = document.querySelector('form[action$="/accept"] button');
      if (button) { button.focus(); }
    },
    d: function () { open('more-dispatch', '#assignee'); },
    e: function () { focus('resolve-note'); },
    n: function () { open('more-note', 'textarea'); },
    b: function () {
      const list = JSON.parse(sessionStorage.getItem('list') || '{}');
      location.href = list.back || '/inbox';
    },
    '?': function () {
      const help = document.getElementById('keys');
      if (help) { help.showModal(); }
    }
  };

  document.addEventListener('keydown', function (event) {
    const typing = event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key === 'Escape' && typing) { typing.blur(); return; }
    if (localStorage.getItem('keys') === 'off' && event.key !== '?') { return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) { return; }
    if (event.key === 'Enter' && event.target.closest('.tickets-number a')) { remember(); return; }
    const deed = KEYS[event.key];
    if (deed) { event.preventDefault(); deed(); }
  });
  document.addEventListener('click', function (event) {
    if (event.target.closest('[data-keys]')) { KEYS['?'](); }
    if (event.target.closest('[data-keys-off]')) {
      localStorage.setItem('keys', localStorage.getItem('keys') === 'off' ? 'on' : 'off');
      event.target.closest('[data-keys-off]').setAttribute('aria-pressed', localStorage.getItem('keys') === 'off');
    }
    if (event.target.closest('[data-print]')) { window.print(); }
  });

  // What was typed into a long form is there again when it comes back with a problem.
  document.querySelectorAll('form[data-keep]').forEach(function (form) {
    const key = 'form ' + form.getAttribute('action');
    const kept = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    if (kept && location.search.indexOf('problem=') > 0) {
      const values = JSON.parse(kept);
      form.querySelectorAll('input:not([type=hidden]), select, textarea').forEach(function (field) {
        if (field.type === 'checkbox') {
          field.checked = (values[field.name] || []).indexOf(field.value) >= 0;
        } else if (values[field.name]) {
          field.value = values[field.name][0];
        }
      });
    }
    form.addEventListener('submit', function () {
      const values = {};
      new FormData(form).forEach(function (value, name) {
        if (name !== '_csrf' && typeof value === 'string') { (values[name] = values[name] || []).push(value); }
      });
      sessionStorage.setItem(key, JSON.stringify(values));
    });
  });
})();
