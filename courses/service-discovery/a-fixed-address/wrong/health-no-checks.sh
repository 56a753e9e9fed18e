curl -s http://lb/
