from maillon.site.cli import main

main()
