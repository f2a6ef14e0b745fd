'use strict';
// Asks for the state once a second while the page is seen, and writes it into the tables. No library, no build.

const byId = id => document.getElementById(id);
const number = new Intl.NumberFormat('en');
let choices = {services: [], faults: {}, switches: []};
let lastRequest = 0;
let lastLeads = new Map();
let timer;

function text(tag, value, className) {
  const element = document.createElement(tag);
  element.textContent = value;
  if (className) element.className = className;
  return element;
}

function fill(body, rows) {
  body.replaceChildren(...rows);
}

function row(cells, fresh) {
  const tr = document.createElement('tr');
  if (fresh) tr.className = 'fresh';
  tr.append(...cells);
  return tr;
}

// Times as the site's own people see them.
let clockFormat;
function clock(instant, zone) {
  if (!clockFormat || clockFormat.zone !== zone) {
    clockFormat = {zone, format: new Intl.DateTimeFormat('en-GB', {timeZone: zone, dateStyle: 'medium', timeStyle: 'medium'}),
      short: new Intl.DateTimeFormat('en-GB', {timeZone: zone, timeStyle: 'medium'})};
  }
  return clockFormat;
}

function ago(seconds) {
  if (seconds <= 0) return 'not begun';
  const h = Math.floor(seconds / 3600), m = Math.floor(seconds % 3600 / 60), s = seconds % 60;
  const parts = [[h, 'h'], [m, 'min'], [h ? 0 : s, 's']].filter(([n]) => n).map(([n, unit]) => n + ' ' + unit);
  return 'resets in ' + parts.join(' ');
}

let noQuota;
function showQuota(windows) {
  noQuota = noQuota || byId('quota').firstElementChild;
  if (!windows.length) return fill(byId('quota'), [noQuota]);
  fill(byId('quota'), windows.map(w => {
    const bar = text('div', '', 'bar');
    const part = w.limit ? Math.min(1, w.used / w.limit) : 0;
    const track = text('div', '', 'track' + (part >= 1 ? ' full' : part > .8 ? ' near' : ''));
    track.setAttribute('role', 'progressbar');
    track.setAttribute('aria-valuemin', 0);
    track.setAttribute('aria-valuemax', w.limit);
    track.setAttribute('aria-valuenow', w.used);
    track.setAttribute('aria-label', w.service + ', ' + w.window);
    const fillPart = document.createElement('i');
    fillPart.style.width = (100 * part).toFixed(2) + '%';
    track.append(fillPart);
    bar.append(text('span', w.service + ', ' + w.window), track,
      text('span', number.format(w.used) + ' of ' + number.format(w.limit) + ', ' + ago(w.secondsLeft), 'soft'));
    return bar;
  }));
}

function answer(r) {
  if (!r.complete) return [r.accepted === true ? 'accepted, answer lost' : 'answer cut (' + r.status + ')', 'bad'];
  if (r.accepted === true) return ['accepted', 'good'];
  if (r.accepted === false) return ['rejected', 'warn'];
  return [String(r.status), r.status < 300 ? 'good' : r.status === 429 ? 'warn' : 'bad'];
}

// The values are what one looks for; their names are told when pointed at.
function data(fields) {
  const set = Object.entries(fields).filter(([, value]) => value);
  const cell = text('td', set.map(([, value]) => value).join(', '), 'long');
  cell.title = set.map(([name, value]) => name + ': ' + value).join('\n');
  return cell;
}

function decoded(query) {
  try { return decodeURIComponent(query.replace(/\+/g, ' ')); } catch { return query; }
}

function show(state) {
  const times = clock(state.now, state.zone);
  byId('now').textContent = times.format.format(new Date(state.now)) + ' (' + state.zone + ')';
  byId('clock').hidden = !state.clockMoves;
  byId('baseUrl').textContent = state.baseUrl;
  byId('account').textContent = state.accounts.join(', ');
  for (const name of ['leadCount', 'received', 'refused', 'inFlight']) byId(name).textContent = number.format(state[name]);
  byId('callCount').textContent = number.format(state.calls.count);
  showQuota(state.quota);
  byId('faults').textContent = state.faults.length ? 'Waiting: ' + state.faults.join('; ') : 'No fault waits.';

  fill(byId('requests'), state.requests.map(r => {
    const [said, how] = answer(r);
    return row([text('td', times.short.format(new Date(r.at)), 'mono'), text('td', said, how), text('td', r.service),
      text('td', r.units, 'n'), text('td', number.format(r.bytes), 'n'), text('td', r.account || 'nobody'),
      text('td', decoded(r.query), 'long soft')], lastRequest && r.number > lastRequest);
  }));
  if (state.requests.length) lastRequest = state.requests[0].number;

  const before = lastLeads;
  lastLeads = new Map(state.leads.map(l => [l.id, l.modified + l.status]));
  fill(byId('leads'), state.leads.map(l => row([
    text('td', times.short.format(new Date(l.modified)), 'mono'), data(l.data), text('td', l.status),
    text('td', l.closure === 'NotSet' ? '' : l.closure, l.closure === 'Success' ? 'good' : ''), text('td', l.id, 'mono'),
    text('td', l.campaign), text('td', l.pool)],
    before.size && before.get(l.id) !== l.modified + l.status)));
  byId('found').textContent = state.leadsFound === state.leads.length
    ? number.format(state.leadsFound) + ' found' : 'the last ' + state.leads.length + ' of ' + number.format(state.leadsFound);

  const status = byId('status'), chosen = status.value;
  const names = Object.keys(state.statuses).filter(name => ![...status.options].some(o => o.value === name));
  for (const name of names) status.append(new Option(name, name));
  for (const option of status.options) {
    if (option.value) option.textContent = option.value + ' (' + number.format(state.statuses[option.value] || 0) + ')';
  }
  status.value = chosen;
  const campaign = byId('campaign');
  if (campaign.options.length !== state.campaigns.length) fill(campaign, state.campaigns.map(c => new Option(c, c)));

  fill(byId('callRows'), state.calls.latest.map(c => row([
    text('td', times.short.format(new Date(c.start)), 'mono'), text('td', c.lead, 'mono'), text('td', c.agent),
    text('td', c.status), text('td', c.closure === 'NotSet' ? '' : c.closure, c.closure === 'Success' ? 'good' : ''),
    text('td', c.talk + ' s', 'n')])));
}

async function refresh() {
  clearTimeout(timer);
  try {
    const query = new URLSearchParams({search: byId('search').value, status: byId('status').value});
    const answered = await fetch('page/state?' + query);
    const state = await answered.json();
    const begin = performance.now();
    show(state);
    // For whoever measures: how long the last paint took, in milliseconds.
    requestAnimationFrame(() => { document.documentElement.dataset.paint = (performance.now() - begin).toFixed(1); });
  } catch (gone) {
    say('The simulator does not answer; trying again', true);
  }
  if (!document.hidden) timer = setTimeout(refresh, 1000);
}

function say(words, wrong) {
  byId('said').textContent = words;
  byId('said').className = wrong ? 'bad' : 'soft';
}

async function steer(action) {
  try {
    const answered = await fetch('page/do', {method: 'POST', headers: {'Content-Type': 'application/json', 'X-Simulator-Page': '1'}, body: JSON.stringify(action)});
    const result = await answered.json();
    say(result.done || result.wrong, !result.done);
  } catch (gone) {
    say('The simulator does not answer', true);
  }
  await refresh();
}

function switchValues() {
  const chosen = choices.switches.find(s => s.name === byId('switchName').value);
  if (chosen) {
    fill(byId('switchValue'), chosen.values.map(v => new Option(v.toLowerCase().replaceAll('_', ' '), v)));
    byId('switchValue').value = chosen.value;
  }
}

async function loadChoices() {
  choices = await (await fetch('page/choices')).json();
  fill(byId('faultService'), [new Option('any service', '*'), ...choices.services.map(s => new Option(s, s))]);
  if (choices.services.includes('POST /leads')) byId('faultService').value = 'POST /leads';
  fill(byId('faultName'), Object.entries(choices.faults).map(([name, description]) => new Option(description, name)));
  const name = byId('switchName').value;
  fill(byId('switchName'), choices.switches.map(s => new Option(s.name, s.name)));
  if (name) byId('switchName').value = name;
  switchValues();
}

function onSubmit(form, action) {
  byId(form).addEventListener('submit', event => {
    event.preventDefault();
    const asked = action();
    if (asked) steer(asked).then(form === 'switch' ? loadChoices : () => {});
  });
}

byId('clock').addEventListener('click', event => {
  const seconds = event.target.dataset.seconds;
  if (seconds) steer({action: 'advanceClock', seconds: Number(seconds)});
});
onSubmit('work', () => ({action: 'work', calls: Number(byId('calls').value)}));
onSubmit('add', () => ({action: 'addLead', campaign: byId('campaign').value,
  data: {Phone: byId('phone').value, FirstName: byId('firstName').value}}));
onSubmit('fault', () => ({action: 'fault', service: byId('faultService').value, fault: byId('faultName').value, always: byId('always').checked}));
onSubmit('switch', () => ({action: 'switch', name: byId('switchName').value, value: byId('switchValue').value}));
onSubmit('find', () => { refresh(); });
byId('clearFaults').addEventListener('click', () => steer({action: 'clearFaults'}));
byId('reset').addEventListener('click', () => steer({action: 'reset'}));
byId('switchName').addEventListener('change', switchValues);
byId('search').addEventListener('input', refresh);
byId('status').addEventListener('change', refresh);
document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });

loadChoices().then(refresh);
