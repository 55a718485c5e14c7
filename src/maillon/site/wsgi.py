import os

from django.core.wsgi import get_wsgi_application

from .supervise import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillon.site.settings")
PARENT = os.environ.get("MAILLON_PAGES_PID", "")          # set by `processes.pages`; this is a process that it started
if PARENT and str(os.getpid()) != PARENT:
    die_with_parent(int(PARENT))
application = get_wsgi_application()
