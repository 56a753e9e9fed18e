sudo sh -c 'echo "Dear diary," > /home/student/diary; chmod 600 /home/student/diary'
