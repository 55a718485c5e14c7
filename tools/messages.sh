#!/usr/bin/env bash
# Collects every translatable text of Python and Jinja2 into one catalogue a language; keeps what is translated.
set -euo pipefail
cd "$(dirname "$0")/.."
babel=.venv/bin/pybabel
locale=src/maillon/locale
mkdir -p "$locale"
$babel -q extract -F tools/babel.cfg -k gettext_lazy -k ngettext_lazy:1,2 -k pgettext:1c,2 -k pgettext_lazy:1c,2 -k _lazy \
  --no-location --sort-output --no-wrap --omit-header -o "$locale/django.pot" src/maillon 
for language in ${LANGUAGES:-en fr nl nb pl ja ko}; do
  po=$locale/$language/LC_MESSAGES/django.po
  if [[ -f $po ]]; then
    $babel -q update -i "$locale/django.pot" -o "$po" -l "$language" --no-fuzzy-matching --no-wrap --ignore-obsolete --omit-header
  else
    mkdir -p "$(dirname "$po")"
    $babel -q init -i "$locale/django.pot" -o "$po" -l "$language" --no-wrap
  fi
done
rm "$locale/django.pot"
.venv/bin/python tools/compile_messages.py
