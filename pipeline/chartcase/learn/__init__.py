"""Training and calibration of the models under models/.

It stands apart because running chartcase never trains.
"""
